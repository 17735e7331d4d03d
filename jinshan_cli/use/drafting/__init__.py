"""From a published document to the draft of an edition: what is regular is proposed, what is not stays open."""

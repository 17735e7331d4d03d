"""One firm's result: on the screen and in every form that is handed over."""

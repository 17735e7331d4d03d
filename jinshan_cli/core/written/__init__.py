"""What people write and read: values, figures, texts made safe to show."""

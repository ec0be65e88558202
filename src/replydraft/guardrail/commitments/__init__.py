"""What a reply commits its writer to, found by grammar."""

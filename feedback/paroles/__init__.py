"""What professionals say: deposit, permission, withdrawal."""

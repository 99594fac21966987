"""What the gateway is compared with, each written as its own documentation teaches."""

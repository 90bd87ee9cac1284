"""What keeps strangers, robots and bad luck from the kernels."""

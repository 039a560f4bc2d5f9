"""Reading activities; what people see starts from `visible()`. `evidence` is for derivations."""

"""Reading training; what people see starts from `visible()`. `coverage` is the heart of it."""

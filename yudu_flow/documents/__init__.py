"""Documents in (红头文件): the words of a file, read as a plan. Nothing is guessed silently."""

"""`python -m bulletin`: the command line, where the folder of scripts is not in the path."""

from bulletin.cli import main

if __name__ == "__main__":
    main()

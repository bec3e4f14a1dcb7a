"""How models/da_muni is made from open Danish data: read, vary, train, measure, describe."""

"""What is open to the public: statistics, data, and what MUNI is."""

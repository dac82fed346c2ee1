"""The report of a period: one content, and writers for Word, PDF, and spreadsheets."""

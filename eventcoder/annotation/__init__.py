"""People decide: sheets, the ledger of decisions and its replay, agreement, adjudication, gold records."""

"""The local review page: correct codes by clicking or by keyboard, into the same ledger as the sheets."""

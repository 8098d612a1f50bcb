"""What the main system told us: products, their codes, expected returns, alerts; and the documents by which this station judges."""

from station.knowledge.documents import Document, Documents, insert_document, publication
from station.knowledge.knowledge import Knowledge
from station.knowledge.lists import write_alerts, write_categories, write_shipments
from station.knowledge.resolve import resolve
from station.knowledge.rows import product_row
from station.knowledge.upserting import Counts
from station.knowledge.writing import FiledProduct, write_product_rows, write_products, write_returns

__all__ = [
    "Counts",
    "Document",
    "Documents",
    "FiledProduct",
    "Knowledge",
    "insert_document",
    "product_row",
    "publication",
    "resolve",
    "write_alerts",
    "write_categories",
    "write_product_rows",
    "write_products",
    "write_returns",
    "write_shipments",
]

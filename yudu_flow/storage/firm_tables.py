"""Tables of the firms' register (企业名录): firms, who is paired with which from when until when, and what was done."""

from sqlalchemy import Index, UniqueConstraint

from yudu_flow.storage.columns import table_of
from yudu_flow.storage.firm_rows import FirmDeedRow, FirmRow, PairingRow

FIRM = table_of(
    "firm",
    FirmRow,
    UniqueConstraint("bureau", "credit_code"),
    Index("ix_firm_name", "bureau", "name_key"),
    address="",
    contact="",
    mobile="",
    note="",
)

PAIRING = table_of(
    "pairing", PairingRow, Index("ix_pairing_firm", "firm_id"), Index("ix_pairing_owner", "bureau", "owner"), listed=""
)

FIRM_DEED = table_of("firm_deed", FirmDeedRow, Index("ix_firm_deed_firm", "firm_id"), by="", by_id="")

"""Numbers that are kept, so that nobody has to count."""

from sqlmodel import Field

from db.models.base import STRICT_LINK, Row
from db.models.types import BigInteger


class IssueTally(Row, table=True):
    """The number of live issues by the codes of status and priority; 0 stands for none.

    A list that says how many matches there are with every page would otherwise count them all
    each time. There is no row where there never was such an issue.
    """

    __tablename__ = "issue_tally"
    __table_args__ = (STRICT_LINK,)

    status: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    priority: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    issues: int = Field(sa_type=BigInteger)

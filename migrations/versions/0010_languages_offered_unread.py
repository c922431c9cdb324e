"""A questionnaire says which languages it offers though nobody has reviewed them.

Those offered until now had been turned on by the study lead, warned: they stay.
"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade():
    op.add_column('instrument', sa.Column('unread', JSON, nullable=False, server_default='[]'))
    op.execute(
        'UPDATE instrument SET unread = '
        '(SELECT languages FROM study WHERE study.id = instrument.study_id)'
    )


def downgrade():
    op.drop_column('instrument', 'unread')

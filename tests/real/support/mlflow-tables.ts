/**
 * A Python program that makes the tables of an older MLflow, with the first ones and all changes but the last five, and says
 * which change of theirs is the last and which is the newest that there is.
 */
export const olderTables = `
import os
import alembic.command, alembic.script
import mlflow.store.db.utils as utils
from mlflow.store.tracking.dbmodels.initial_models import Base
url = os.environ["MLFLOW_BACKEND_STORE_URI"]
Base.metadata.create_all(utils.create_sqlalchemy_engine(url))
config = utils._get_alembic_config(url)
changes = [change.revision for change in alembic.script.ScriptDirectory.from_config(config).walk_revisions()]
alembic.command.upgrade(config, changes[5])
print("older:", changes[5], "newest:", changes[0])
`;

/** Definitions as a team would write them: one feature view that is materialized from Parquet files and pushed to. */
export const definitions = (bucket: string): string => `
from datetime import timedelta
from feast import Entity, FeatureService, FeatureView, Field, FileSource, PushSource, ValueType
from feast.types import Float64

user = Entity(name="user", join_keys=["user_id"], value_type=ValueType.INT64)
files = FileSource(
    name="score_files",
    path="s3://${bucket}/scores/",
    timestamp_field="event_timestamp",
    created_timestamp_column="created",
)
scores = FeatureView(
    name="scores",
    entities=[user],
    ttl=timedelta(days=1),
    schema=[Field(name="score", dtype=Float64)],
    source=PushSource(name="score_events", batch_source=files),
)
ranking = FeatureService(name="ranking", features=[scores])
`;

/** Writes the Parquet file that the definitions read: users 1 and 2, with scores of two hours ago. */
export const writeScores = (bucket: string): string => `
import datetime
import pandas

then = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=2)
pandas.DataFrame(
    {"user_id": [1, 2], "score": [0.5, 0.75], "event_timestamp": [then] * 2, "created": [then] * 2}
).to_parquet("s3://${bucket}/scores/part-0.parquet")
`;

/** Reads as a pipeline does, online and offline, and tries to write. Prints one line of JSON. */
export const client = `
import datetime
import json
import os
import pandas
from feast import FeatureStore

store = FeatureStore(os.environ["FEAST_REPOSITORY"])
online = store.get_online_features(features=["scores:score"], entity_rows=[{"user_id": 1}, {"user_id": 2}])
now = datetime.datetime.now(datetime.timezone.utc)
entities = pandas.DataFrame({"user_id": [1, 2], "event_timestamp": [now] * 2})
offline = store.get_historical_features(entity_df=entities, features=store.get_feature_service("ranking"))
row = {"user_id": [1], "score": [0.0], "event_timestamp": [now], "created": [now]}
try:
    store.write_to_online_store("scores", df=pandas.DataFrame(row))
    refused = None
except Exception as error:
    refused = str(error)
print(json.dumps({
    "online": online.to_dict()["score"],
    "offline": sorted(offline.to_df()["score"]),
    "refused": refused,
}))
`;

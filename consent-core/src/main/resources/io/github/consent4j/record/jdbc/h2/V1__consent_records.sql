-- Every entry of every node's chain.
-- An erased record keeps its row, without consent_id, event and payload.
CREATE TABLE IF NOT EXISTS consent_records (
  node varchar(100) NOT NULL,
  entry_number bigint NOT NULL,
  previous_link varchar(43) NOT NULL,
  kind varchar(10) NOT NULL,
  digest varchar(43) NOT NULL,
  record_id varchar(36) NOT NULL,
  consent_id varchar(200),
  decided_at timestamp(3) with time zone NOT NULL,
  event varchar(20),
  valid_until timestamp(3) with time zone,
  stored_at timestamp(3) with time zone NOT NULL,
  payload varchar(1000000),
  PRIMARY KEY (record_id),
  CONSTRAINT consent_records_by_number UNIQUE (node, entry_number)
);

CREATE INDEX IF NOT EXISTS consent_records_by_subject ON consent_records (consent_id, record_id);

-- What each chain was at some times, signed. What lies before first_number was purged.
CREATE TABLE IF NOT EXISTS consent_checkpoints (
  node varchar(100) NOT NULL,
  sequence_number bigint NOT NULL,
  first_number bigint NOT NULL,
  entry_number bigint NOT NULL,
  link varchar(43) NOT NULL,
  made_at timestamp(3) with time zone NOT NULL,
  key_id varchar(50),
  signature varchar(100),
  PRIMARY KEY (node, sequence_number)
);

-- The words that visitors were shown.
CREATE TABLE IF NOT EXISTS consent_notices (
  id varchar(43) NOT NULL PRIMARY KEY,
  layer varchar(20) NOT NULL,
  language varchar(100) NOT NULL,
  revision varchar(100) NOT NULL,
  policy varchar(100) NOT NULL,
  shown_since timestamp(3) with time zone NOT NULL,
  words clob NOT NULL,
  html clob NOT NULL
);

-- The inventory of each policy, as JSON.
CREATE TABLE IF NOT EXISTS consent_inventories (
  policy varchar(100) NOT NULL PRIMARY KEY,
  inventory clob NOT NULL
);

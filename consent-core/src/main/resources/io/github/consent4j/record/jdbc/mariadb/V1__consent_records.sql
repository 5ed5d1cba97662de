-- Every entry of every node's chain. Times are in UTC.
-- An erased record keeps its row, without consent_id, event and payload.
CREATE TABLE IF NOT EXISTS consent_records (
  node varchar(100) NOT NULL,
  entry_number bigint NOT NULL,
  previous_link varchar(43) NOT NULL,
  kind varchar(10) NOT NULL,
  digest varchar(43) NOT NULL,
  record_id varchar(36) NOT NULL,
  consent_id varchar(200),
  decided_at datetime(3) NOT NULL,
  event varchar(20),
  valid_until datetime(3),
  stored_at datetime(3) NOT NULL,
  payload longtext,
  PRIMARY KEY (record_id),
  UNIQUE KEY consent_records_by_number (node, entry_number),
  KEY consent_records_by_subject (consent_id, record_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What each chain was at some times, signed. What lies before first_number was purged.
CREATE TABLE IF NOT EXISTS consent_checkpoints (
  node varchar(100) NOT NULL,
  sequence_number bigint NOT NULL,
  first_number bigint NOT NULL,
  entry_number bigint NOT NULL,
  link varchar(43) NOT NULL,
  made_at datetime(3) NOT NULL,
  key_id varchar(50),
  signature varchar(100),
  PRIMARY KEY (node, sequence_number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The words that visitors were shown.
CREATE TABLE IF NOT EXISTS consent_notices (
  id varchar(43) NOT NULL PRIMARY KEY,
  layer varchar(20) NOT NULL,
  language varchar(100) NOT NULL,
  revision varchar(100) NOT NULL,
  policy varchar(100) NOT NULL,
  shown_since datetime(3) NOT NULL,
  words longtext NOT NULL,
  html longtext NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The inventory of each policy, as JSON.
CREATE TABLE IF NOT EXISTS consent_inventories (
  policy varchar(100) NOT NULL PRIMARY KEY,
  inventory longtext NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

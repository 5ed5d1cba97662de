-- Every entry of every node's chain. The rows of one node lie in the partitions in the order of
-- their numbers, so that the oldest partition is always the beginning of each chain. The library
-- adds partitions, and to each the unique indexes on (record_id) and (node, entry_number).
-- An erased record keeps its row, without consent_id, event and payload.
CREATE TABLE consent_records (
  node varchar(100) NOT NULL,
  entry_number bigint NOT NULL,
  previous_link varchar(43) NOT NULL,
  kind varchar(10) NOT NULL,
  digest varchar(43) NOT NULL,
  record_id uuid NOT NULL,
  consent_id varchar(200),
  decided_at timestamptz NOT NULL,
  event varchar(20),
  valid_until timestamptz,
  stored_at timestamptz NOT NULL,
  payload text
) PARTITION BY RANGE (stored_at);

CREATE INDEX consent_records_by_subject ON consent_records (consent_id, record_id);

CREATE INDEX consent_records_by_validity ON consent_records (valid_until);

-- The next records of one visitor, behind an identifier. The plan is made once for each connection,
-- because it takes longer than the reading where there are many partitions.
CREATE FUNCTION consent_records_of(subject varchar, after uuid, before uuid, most bigint)
  RETURNS TABLE (record_id uuid, payload text)
  LANGUAGE plpgsql STABLE
  SET plan_cache_mode = force_generic_plan
  AS $$ BEGIN RETURN QUERY SELECT r.record_id, r.payload FROM consent_records r
    WHERE r.consent_id = subject AND r.record_id > after AND r.record_id < before
      AND r.kind = 'RECORD' AND r.payload IS NOT NULL
    ORDER BY r.record_id LIMIT most; END $$;

-- What each chain was at some times, signed. What lies before first_number was purged.
CREATE TABLE consent_checkpoints (
  node varchar(100) NOT NULL,
  sequence_number bigint NOT NULL,
  first_number bigint NOT NULL,
  entry_number bigint NOT NULL,
  link varchar(43) NOT NULL,
  made_at timestamptz NOT NULL,
  key_id varchar(50),
  signature varchar(100),
  PRIMARY KEY (node, sequence_number)
);

-- The words that visitors were shown.
CREATE TABLE consent_notices (
  id varchar(43) COLLATE "C" NOT NULL PRIMARY KEY,
  layer varchar(20) NOT NULL,
  language varchar(100) NOT NULL,
  revision varchar(100) NOT NULL,
  policy varchar(100) NOT NULL,
  shown_since timestamptz NOT NULL,
  words text NOT NULL,
  html text NOT NULL
);

-- The inventory of each policy, as JSON.
CREATE TABLE consent_inventories (
  policy varchar(100) NOT NULL PRIMARY KEY,
  inventory text NOT NULL
);

-- Everything that was seen at the site, over all nodes, with its numbers. It holds no value of a
-- cookie and nothing about a visitor. Pages stand in lines; without a lifetime, no attributes are
-- known.
CREATE TABLE IF NOT EXISTS consent_seen (
  kind varchar(20) NOT NULL,
  name varchar(300) NOT NULL,
  service varchar(200),
  first_seen datetime(3) NOT NULL,
  last_seen datetime(3) NOT NULL,
  occurrences bigint NOT NULL,
  before_decision bigint NOT NULL,
  refused bigint NOT NULL,
  allowed bigint NOT NULL,
  blocked bigint NOT NULL,
  pages varchar(1000) NOT NULL,
  secure boolean NOT NULL,
  http_only boolean NOT NULL,
  same_site varchar(10),
  cookie_path varchar(300),
  cookie_domain varchar(300),
  lifetime varchar(50),
  PRIMARY KEY (kind, name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The latest batch of each process, so that none is counted twice. The row of the writer '*' is
-- locked by whoever adds a batch, and says since when the site is observed.
CREATE TABLE IF NOT EXISTS consent_seen_batches (
  writer varchar(36) NOT NULL PRIMARY KEY,
  batch bigint NOT NULL,
  changed_at datetime(3) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

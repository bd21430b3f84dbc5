-- What would make the sums of rows untrue: rows with an empty cell that may not be empty, and
-- measurements of one participant on one day that occur more than once.
SELECT
    'empty' AS fault,
    COUNT(*) AS n_rows
FROM m
WHERE
    gemeente IS NULL OR solution IS NULL OR round IS NULL OR situation IS NULL
    OR indicator IS NULL OR age_band IS NULL OR digital_skill IS NULL OR people IS NULL
    OR spread_fx IS NULL OR censored IS NULL
UNION ALL
SELECT
    'twice' AS fault,
    COALESCE(SUM(n_rows), 0) AS n_rows
FROM (
    SELECT COUNT(*) AS n_rows
    FROM m
    WHERE participant IS NOT NULL
    GROUP BY gemeente, solution, round, situation, indicator, participant, measured_on
    HAVING COUNT(*) > 1
) AS again

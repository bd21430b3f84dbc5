-- The sums of one delivery, per cell and per stratum of participants.
-- Plain standard SQL over a relation m of canonical rows: the same text gives the same integers
-- on every engine. Only whole numbers are summed, so order and grouping of rows do not matter.
-- A row may stand for several people (a delivered mean with its standard deviation).
SELECT
    gemeente,
    solution,
    round,
    situation,
    indicator,
    COALESCE(age_band, '*') AS age_band,
    COALESCE(digital_skill, '*') AS digital_skill,
    COUNT(*) AS n_rows,
    SUM(people) AS people,
    SUM(CASE WHEN value_fx IS NOT NULL AND NOT censored THEN people ELSE 0 END) AS measured,
    SUM(CASE WHEN NOT censored THEN value_fx * people ELSE 0 END) AS sum_fx,
    SUM(CASE WHEN NOT censored
        THEN CAST(people AS DECIMAL(12, 0)) * CAST(value_fx * value_fx AS DECIMAL(19, 0))
           + CAST(people - 1 AS DECIMAL(12, 0)) * CAST(spread_fx * spread_fx AS DECIMAL(19, 0))
        ELSE 0 END) AS sum_fx2,
    SUM(events) AS events,
    SUM(exposure) AS exposure,
    SUM(CASE WHEN censored THEN people ELSE 0 END) AS censored,
    SUM(CASE WHEN censored THEN value_fx * people ELSE 0 END) AS censored_fx,
    MIN(value_fx) AS min_fx,
    MAX(value_fx) AS max_fx,
    MIN(measured_on) AS first_on,
    MAX(measured_on) AS last_on
FROM m
GROUP BY GROUPING SETS (
    (gemeente, solution, round, situation, indicator),
    (gemeente, solution, round, situation, indicator, age_band),
    (gemeente, solution, round, situation, indicator, digital_skill),
    (gemeente, solution, round, situation, indicator, age_band, digital_skill)
)

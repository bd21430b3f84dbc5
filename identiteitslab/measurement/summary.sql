-- The sums of one delivery, per cell and per stratum of participants.
-- Plain standard SQL over a relation m of canonical rows: the same text gives the same integers
-- on every engine. Only whole numbers are summed, so order and grouping of rows do not matter.
-- A row may stand for several people (a delivered mean with its standard deviation). Rows that
-- weigh alike are added up first: there are few such groups, and all strata are sums of them.
WITH alike AS (
    SELECT
        gemeente,
        solution,
        round,
        situation,
        indicator,
        age_band,
        digital_skill,
        people,
        spread_fx,
        censored,
        COUNT(*) AS n_rows,
        COUNT(value_fx) AS n_values,
        SUM(value_fx) AS sum_fx,
        SUM(CAST(value_fx * value_fx AS DECIMAL(19, 0))) AS sum_fx2,
        SUM(events) AS events,
        SUM(exposure) AS exposure,
        MIN(value_fx) AS min_fx,
        MAX(value_fx) AS max_fx,
        MIN(measured_on) AS first_on,
        MAX(measured_on) AS last_on
    FROM m
    GROUP BY
        gemeente, solution, round, situation, indicator, age_band, digital_skill,
        people, spread_fx, censored
),
-- Each group counts in four strata: everybody, those of its age, of its skill, and of both. Laid out
-- like this they are one grouping, which starts sooner than four.
strata AS (
    SELECT
        alike.*,
        CASE WHEN by_age THEN age_band ELSE '*' END AS age_stratum,
        CASE WHEN by_skill THEN digital_skill ELSE '*' END AS skill_stratum
    FROM alike
    CROSS JOIN (
        VALUES (FALSE, FALSE), (TRUE, FALSE), (FALSE, TRUE), (TRUE, TRUE)
    ) AS chosen (by_age, by_skill)
)
SELECT
    gemeente,
    solution,
    round,
    situation,
    indicator,
    age_stratum AS age_band,
    skill_stratum AS digital_skill,
    SUM(n_rows) AS n_rows,
    SUM(n_rows * people) AS people,
    SUM(CASE WHEN NOT censored THEN n_values * people ELSE 0 END) AS measured,
    SUM(CASE WHEN NOT censored THEN sum_fx * people ELSE 0 END) AS sum_fx,
    SUM(CASE WHEN NOT censored
        THEN CAST(people AS DECIMAL(12, 0)) * sum_fx2
           + CAST(n_values * (people - 1) AS DECIMAL(19, 0))
           * CAST(spread_fx * spread_fx AS DECIMAL(19, 0))
        ELSE 0 END) AS sum_fx2,
    SUM(events) AS events,
    SUM(exposure) AS exposure,
    SUM(CASE WHEN censored THEN n_rows * people ELSE 0 END) AS censored,
    SUM(CASE WHEN censored THEN sum_fx * people ELSE 0 END) AS censored_fx,
    MIN(min_fx) AS min_fx,
    MAX(max_fx) AS max_fx,
    MIN(first_on) AS first_on,
    MAX(last_on) AS last_on
FROM strata
GROUP BY gemeente, solution, round, situation, indicator, age_stratum, skill_stratum

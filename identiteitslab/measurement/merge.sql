-- Partial sums of several deliveries added up. Sums of whole numbers: merging partials gives,
-- bit for bit, what one pass over all rows gives.
SELECT
    gemeente, solution, round, situation, indicator, age_band, digital_skill,
    SUM(n_rows) AS n_rows,
    SUM(people) AS people,
    SUM(measured) AS measured,
    SUM(sum_fx) AS sum_fx,
    SUM(sum_fx2) AS sum_fx2,
    SUM(events) AS events,
    SUM(exposure) AS exposure,
    SUM(censored) AS censored,
    SUM(censored_fx) AS censored_fx,
    MIN(min_fx) AS min_fx,
    MAX(max_fx) AS max_fx,
    MIN(first_on) AS first_on,
    MAX(last_on) AS last_on
FROM m
GROUP BY gemeente, solution, round, situation, indicator, age_band, digital_skill

-- Which of the vintages that stand in raw are simulated.
SELECT source, bool_and(is_simulated) AS whole
FROM ops.load
WHERE outcome = 'published'
GROUP BY source
HAVING bool_or(is_simulated)
ORDER BY source;

-- The exact median of the days between neighbouring orders.
with placed as (
  select
    days,
    row_number() over (order by days) as place,
    count(*) over () as pairs
  from gaps
)
select max(pairs) as pairs, cast(sum(days) as bigint) as days, count(*) as middles
from placed
where 2 * place between pairs and pairs + 2

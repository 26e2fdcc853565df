-- The customers of the period: how often they ordered in it, and whether one of these orders was not their first.
select
  person,
  count(*) as orders,
  cast(sum(net) as bigint) as net,
  max(place) > 1 as is_returning
from period_orders
group by person

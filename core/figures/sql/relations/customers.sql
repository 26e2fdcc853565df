-- Everybody with an order in the shop's currency up to the end of the period, with what a model of buying needs to know.
with days as (
  select person, local_date, count(*) as orders, cast(sum(net) as bigint) as net
  from orders
  where local_date <= (select to_date from asked)
    and currency = (select currency from shop)
  group by person, local_date
),
placed as (
  select
    person,
    local_date,
    orders,
    net,
    row_number() over (partition by person order by local_date) as place
  from days
)
select
  person,
  min(local_date) as first_date,
  max(local_date) as last_date,
  count(*) - 1 as repeats,
  cast(sum(orders) as bigint) as orders,
  cast(sum(net) as bigint) as net,
  cast(coalesce(sum(net) filter (where place > 1), 0) as bigint) as repeat_net
from placed
group by person

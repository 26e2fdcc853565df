-- The orders of the period in the shop's currency, each with its place among all orders of the person.
with numbered as (
  select
    order_ref,
    person,
    occurred_at,
    local_date,
    currency,
    net,
    row_number() over (partition by person order by occurred_at, order_ref) as place
  from orders
)
select order_ref, person, occurred_at, local_date, net, place
from numbered
where local_date between (select from_date from asked) and (select to_date from asked)
  and currency = (select currency from shop)

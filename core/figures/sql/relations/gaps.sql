-- The days between neighbouring orders of a person whose later one lies in the period.
with pairs as (
  select
    person,
    order_ref,
    lag(local_date) over (partition by person order by occurred_at, order_ref) as before_date,
    local_date
  from orders
)
select person, order_ref, before_date, local_date, date_diff('day', before_date, local_date) as days
from pairs
where before_date is not null
  and local_date between (select from_date from asked) and (select to_date from asked)

-- Customers by repeat purchase days and what such a day brought on average, rounded to about two per cent.
with averages as (
  select repeats, cast(repeat_net as double) / repeats as average
  from customers
  where repeats > 0 and repeat_net > 0
)
select
  repeats,
  cast(round(ln(average) * 50e0) as bigint) as step,
  count(*) as customers
from averages
group by repeats, cast(round(ln(average) * 50e0) as bigint)
order by repeats, step

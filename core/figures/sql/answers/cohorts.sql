-- Who ordered for the first time in a month of the period, and how many of them ordered in each month from then on.
with firsts as (
  select person, min(local_date) as first_date
  from orders
  group by person
),
months as (
  select
    o.person,
    cast(date_trunc('month', f.first_date) as date) as cohort,
    date_diff('month', cast(date_trunc('month', f.first_date) as date), cast(date_trunc('month', o.local_date) as date)) as month,
    case when o.currency = (select currency from shop) then o.net else 0 end as net
  from orders o
  join firsts f on f.person = o.person
  where f.first_date between (select from_date from asked) and (select to_date from asked)
)
select cohort, month, count(distinct person) as customers, cast(sum(net) as bigint) as revenue
from months
group by cohort, month
order by cohort, month

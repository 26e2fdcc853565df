-- Customers by repeat purchase days, age at the last of them and age now, in days; beyond 5,000 customers in whole weeks.
with grained as (
  select
    c.repeats,
    date_diff('day', c.first_date, c.last_date) / g.grain * g.grain as last_age,
    date_diff('day', c.first_date, a.last_day) / g.grain * g.grain as age
  from customers c
  cross join (select case when count(*) > 5000 then 7 else 1 end as grain from customers) g
  cross join (select least(to_date, today) as last_day from asked) a
)
select repeats, last_age, age, count(*) as customers
from grained
group by repeats, last_age, age
order by repeats, last_age, age

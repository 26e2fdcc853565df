-- Customers per score of recency, frequency and money, from 1 to 5.
with scored as (
  select
    5
      - if(date_diff('day', c.last_date, a.last_day) >= a.days_1, 1, 0)
      - if(date_diff('day', c.last_date, a.last_day) >= a.days_2, 1, 0)
      - if(date_diff('day', c.last_date, a.last_day) >= a.days_3, 1, 0)
      - if(date_diff('day', c.last_date, a.last_day) >= a.days_4, 1, 0) as recency,
    1
      + if(c.orders >= a.orders_1, 1, 0)
      + if(c.orders >= a.orders_2, 1, 0)
      + if(c.orders >= a.orders_3, 1, 0)
      + if(c.orders >= a.orders_4, 1, 0) as frequency,
    1
      + if(c.net >= a.spent_1, 1, 0)
      + if(c.net >= a.spent_2, 1, 0)
      + if(c.net >= a.spent_3, 1, 0)
      + if(c.net >= a.spent_4, 1, 0) as money
  from customers c
  cross join (select asked.*, least(to_date, today) as last_day from asked) a
)
select recency, frequency, money, count(*) as customers
from scored
group by recency, frequency, money
order by recency, frequency, money

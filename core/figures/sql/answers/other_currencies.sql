-- Orders and revenue of the period in other currencies, unconverted.
select currency, count(*) as orders, cast(sum(net) as bigint) as revenue
from orders
where local_date between (select from_date from asked) and (select to_date from asked)
  and currency <> (select currency from shop)
group by currency
order by currency

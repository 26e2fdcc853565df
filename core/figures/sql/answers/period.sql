-- Customers, orders and revenue of the period; who ordered twice in it, and who had ordered before.
select
  (select currency from shop) as currency,
  count(*) as customers,
  cast(coalesce(sum(orders), 0) as bigint) as orders,
  cast(coalesce(sum(net), 0) as bigint) as revenue,
  count_if(orders >= 2) as repeat_customers,
  count_if(is_returning) as returning_customers
from buyers

-- Net revenue of everybody with an order up to the end of the period.
select count(*) as customers, cast(coalesce(sum(net), 0) as bigint) as revenue
from customers

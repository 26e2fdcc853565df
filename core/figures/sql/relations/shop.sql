-- The currency of every money figure: the setting's, else that of most orders.
with counted as (
  select currency, count(*) as orders
  from facts
  where kind = 'order'
  group by currency
),
ranked as (
  select currency, row_number() over (order by orders desc, currency) as place
  from counted
)
select coalesce((select currency from asked), (select currency from ranked where place = 1)) as currency

-- Every order that counts, net of what was refunded by now. Cancelled and wholly refunded ones do not count.
-- Of who was erased nothing says which orders were whose, so each is somebody's own.
with placed as (
  select
    order_ref,
    coalesce(nullif(min_by(person, recorded_at), 'erased'), 'erased:' || order_ref) as person,
    min_by(occurred_at, recorded_at) as occurred_at,
    min_by(local_date, recorded_at) as local_date,
    min_by(currency, recorded_at) as currency,
    min_by(amount, recorded_at) as amount
  from facts
  where kind = 'order'
  group by order_ref
),
back as (
  select fact_id, arbitrary(order_ref) as order_ref, abs(arbitrary(amount)) as amount
  from facts
  where kind = 'refund'
  group by fact_id
),
refunded as (
  select order_ref, cast(sum(amount) as bigint) as amount
  from back
  group by order_ref
),
cancelled as (
  select distinct order_ref
  from facts
  where kind = 'cancellation'
)
select
  p.order_ref,
  p.person,
  p.occurred_at,
  p.local_date,
  p.currency,
  p.amount - coalesce(r.amount, 0) as net
from placed p
left join refunded r on r.order_ref = p.order_ref
left join cancelled c on c.order_ref = p.order_ref
where c.order_ref is null
  and (r.amount is null or r.amount < p.amount)
  and p.local_date <= (select today from asked)
  and ((select segment from asked) is null or p.person in (select person from members))

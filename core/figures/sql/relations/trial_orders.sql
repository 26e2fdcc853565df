-- The orders within 30 days from an assignment whose 30 days are over; of several tested flows the last one entered is credited.
with tested as (
  select flow
  from entries
  where step = '' and is_over
  group by flow
  having count(distinct variant) = 2
),
near as (
  select
    e.person,
    e.flow,
    e.step,
    e.variant,
    o.order_ref,
    o.net,
    t.flow is not null as is_tested,
    row_number() over (
      partition by o.order_ref, t.flow is not null
      order by e.entered_at desc, e.flow
    ) as place
  from entries e
  cross join shop
  join orders o
    on o.person = e.person
    and o.currency = shop.currency
    and o.occurred_at > e.entered_at
    and o.occurred_at <= e.entered_at + interval '30' day
  left join tested t on t.flow = e.flow and e.step = ''
  where e.is_over
)
select person, flow, step, variant, order_ref, net, is_tested and place = 1 as is_credited
from near

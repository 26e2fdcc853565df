-- Every click by a human on a message of a flow.
select m.person, m.flow, m.step, m.message, f.occurred_at as clicked_at
from facts f
join messages m on m.message = f.message
where f.kind = 'clicked'
  and f.human
  and m.flow is not null

-- Who is in the segment now, where one is asked for.
select person
from facts
where kind = 'segment' and value = (select segment from asked)
group by person
having max_by(outcome, occurred_at) = 'entered'

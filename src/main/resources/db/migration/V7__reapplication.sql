-- Who decides whether somebody applies for a job once more holds the row of that person and job until the decision is
-- committed. Persons and jobs share rows by a number: the table does not grow, and nothing in it says who has applied.
create table reapplication_lock (
    number integer primary key
);
insert into reapplication_lock
select 16 * sixteens.digit + ones.digit
from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15)) sixteens (digit)
cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15)) ones (digit);

-- Reference rows that other tables point to.

create table states (
  state varchar primary key,
  state_name varchar not null unique,
  is_territory boolean not null
);

comment on table states is
  'One row per state, the District of Columbia, or a territory: what a column named state may hold.';
comment on column states.state is 'Two-letter postal code.';
comment on column states.state_name is 'Name.';
comment on column states.is_territory is
  'True for the territories; false for the 50 states and the District of Columbia.';

insert into states (state, state_name, is_territory)
values
  ('AL', 'Alabama', false),
  ('AK', 'Alaska', false),
  ('AZ', 'Arizona', false),
  ('AR', 'Arkansas', false),
  ('CA', 'California', false),
  ('CO', 'Colorado', false),
  ('CT', 'Connecticut', false),
  ('DE', 'Delaware', false),
  ('DC', 'District of Columbia', false),
  ('FL', 'Florida', false),
  ('GA', 'Georgia', false),
  ('HI', 'Hawaii', false),
  ('ID', 'Idaho', false),
  ('IL', 'Illinois', false),
  ('IN', 'Indiana', false),
  ('IA', 'Iowa', false),
  ('KS', 'Kansas', false),
  ('KY', 'Kentucky', false),
  ('LA', 'Louisiana', false),
  ('ME', 'Maine', false),
  ('MD', 'Maryland', false),
  ('MA', 'Massachusetts', false),
  ('MI', 'Michigan', false),
  ('MN', 'Minnesota', false),
  ('MS', 'Mississippi', false),
  ('MO', 'Missouri', false),
  ('MT', 'Montana', false),
  ('NE', 'Nebraska', false),
  ('NV', 'Nevada', false),
  ('NH', 'New Hampshire', false),
  ('NJ', 'New Jersey', false),
  ('NM', 'New Mexico', false),
  ('NY', 'New York', false),
  ('NC', 'North Carolina', false),
  ('ND', 'North Dakota', false),
  ('OH', 'Ohio', false),
  ('OK', 'Oklahoma', false),
  ('OR', 'Oregon', false),
  ('PA', 'Pennsylvania', false),
  ('RI', 'Rhode Island', false),
  ('SC', 'South Carolina', false),
  ('SD', 'South Dakota', false),
  ('TN', 'Tennessee', false),
  ('TX', 'Texas', false),
  ('UT', 'Utah', false),
  ('VT', 'Vermont', false),
  ('VA', 'Virginia', false),
  ('WA', 'Washington', false),
  ('WV', 'West Virginia', false),
  ('WI', 'Wisconsin', false),
  ('WY', 'Wyoming', false),
  ('AS', 'American Samoa', true),
  ('GU', 'Guam', true),
  ('MP', 'Northern Mariana Islands', true),
  ('PR', 'Puerto Rico', true),
  ('VI', 'U.S. Virgin Islands', true);

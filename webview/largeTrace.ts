import './elements/at-large-trace/at-large-trace';

import './elements/at-inspector/at-inspector';

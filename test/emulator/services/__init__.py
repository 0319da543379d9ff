"""Corrections of single services, most of them of what CloudFormation makes of their resources."""

#pragma once
#include <libpq-fe.h>
#include <sys/eventfd.h>

// Swift cannot import macros that are characters.
static const int sandboxpp_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int sandboxpp_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int sandboxpp_diag_message = PG_DIAG_MESSAGE_PRIMARY;
static const int sandboxpp_diag_detail = PG_DIAG_MESSAGE_DETAIL;
static const int sandboxpp_diag_hint = PG_DIAG_MESSAGE_HINT;
static const int sandboxpp_diag_schema = PG_DIAG_SCHEMA_NAME;
static const int sandboxpp_diag_table = PG_DIAG_TABLE_NAME;
static const int sandboxpp_diag_column = PG_DIAG_COLUMN_NAME;
static const int sandboxpp_diag_constraint = PG_DIAG_CONSTRAINT_NAME;
static const int sandboxpp_diag_function = PG_DIAG_SOURCE_FUNCTION;

// Swift's Glibc module leaves eventfd out; a listener's thread is woken through one.
static inline int sandboxpp_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

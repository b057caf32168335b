#pragma once
#include <microhttpd.h>

/// What the listener fixes when it starts; MHD_start_daemon is variadic and cannot be called
/// from Swift.
struct sandboxpp_http_settings {
  int listening_socket;
  unsigned int connections;
  unsigned int connections_per_address; // 0: no limit
  unsigned int idle_seconds;
  size_t memory_per_connection; // bytes; bounds the request head
  void *context;                // handed to every callback
};

/// Starts one epoll thread over a socket that already listens; NULL when it could not.
static inline struct MHD_Daemon *_Nullable sandboxpp_http_start(
    const struct sandboxpp_http_settings *_Nonnull settings,
    MHD_AccessHandlerCallback _Nonnull access,
    void *_Nullable (*_Nonnull target)(void *_Nullable, const char *_Nullable,
                                       struct MHD_Connection *_Nullable),
    MHD_RequestCompletedCallback _Nonnull completed,
    MHD_NotifyConnectionCallback _Nonnull connection) {
  return MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL,
      access, settings->context,
      MHD_OPTION_LISTEN_SOCKET, settings->listening_socket,
      MHD_OPTION_CONNECTION_LIMIT, settings->connections,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, settings->connections_per_address,
      MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_seconds,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->memory_per_connection,
      MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_URI_LOG_CALLBACK, target, settings->context,
      MHD_OPTION_NOTIFY_COMPLETED, completed, settings->context,
      MHD_OPTION_NOTIFY_CONNECTION, connection, settings->context,
      MHD_OPTION_END);
}

/// What the daemon knows of a connection; MHD_get_connection_info is variadic too.
static inline const union MHD_ConnectionInfo *_Nullable sandboxpp_http_information(
    struct MHD_Connection *_Nonnull connection, enum MHD_ConnectionInfoType kind) {
  return MHD_get_connection_info(connection, kind);
}

#include "BuiltInDDF.h"

#include <string.h>

// C23 #embed: the files become part of the binary, so that a release is one file.
// A new file takes one array here and one line in the list below.

static const unsigned char dm_client[] = {
#embed "DDF/DMClient.xml"
};

static const unsigned char dev_detail[] = {
#embed "DDF/DevDetail.xml"
};

static const unsigned char dev_info[] = {
#embed "DDF/DevInfo.xml"
};

static const unsigned char device_lock[] = {
#embed "DDF/DeviceLock.xml"
};

static const unsigned char device_status[] = {
#embed "DDF/DeviceStatus.xml"
};

static const unsigned char passport_for_work[] = {
#embed "DDF/PassportForWork.xml"
};

static const unsigned char policy[] = {
#embed "DDF/Policy.xml"
};

static const unsigned char remote_lock[] = {
#embed "DDF/RemoteLock.xml"
};

static const struct understudy_ddf files[] = {
    {"DMClient", dm_client, sizeof dm_client},
    {"DevDetail", dev_detail, sizeof dev_detail},
    {"DevInfo", dev_info, sizeof dev_info},
    {"DeviceLock", device_lock, sizeof device_lock},
    {"DeviceStatus", device_status, sizeof device_status},
    {"PassportForWork", passport_for_work, sizeof passport_for_work},
    {"Policy", policy, sizeof policy},
    {"RemoteLock", remote_lock, sizeof remote_lock},
};

size_t understudy_ddf_count(void) {
    return sizeof files / sizeof files[0];
}

const struct understudy_ddf *understudy_ddf_at(size_t index) {
    return index < understudy_ddf_count() ? &files[index] : NULL;
}

const struct understudy_ddf *understudy_ddf_named(const char *name) {
    for (size_t index = 0; index < understudy_ddf_count(); index++) {
        if (strcmp(files[index].name, name) == 0) {
            return &files[index];
        }
    }
    return NULL;
}

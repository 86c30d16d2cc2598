// SPDX-License-Identifier: BSL-1.0
// What the tests include: a compiler reads it once for all of them. A test names its own includes
// nevertheless; -Db_pch=false shows whether it does. No #pragma once: g++ warns of it here.
#include <symdiff/symdiff.hpp>

#include <boost/hana/define_struct.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <span>
#include <sstream>
#include <vector>
